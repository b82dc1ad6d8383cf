package dev.plangate.pipeline.api;

import com.google.rpc.Code;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.net.URI;

/**
 * Without tokens the API listens on this machine alone, where a browser may call it in the name of any page: by a name that leads
 * here, or across origins. Such calls are refused.
 */
final class LocalOnly implements DecoratingHttpServiceFunction {
    private static final String HERE = "localhost|127(\\.[0-9]{1,3}){3}|\\[::1]";

    @Override
    public HttpResponse serve(HttpService delegate, ServiceRequestContext ctx, HttpRequest req) throws Exception {
        String origin = req.headers().get(HttpHeaderNames.ORIGIN);
        String authority = req.authority();
        if (!isHere(authority) || (origin != null && !isSame(origin, authority))) {
            return JsonErrors.response(Refused.of(Code.PERMISSION_DENIED,
                    "without tokens the API answers programs of this machine alone, at localhost").status());
        }
        return delegate.serve(ctx, req);
    }

    private static boolean isHere(String authority) {
        return authority != null && authority.replaceFirst(":[0-9]+$", "").matches(HERE);
    }

    private static boolean isSame(String origin, String authority) {
        try {
            return authority.equals(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
