package dev.plangate.pipeline.api;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;

/** A body that is not called JSON would be left out without a word; and a form is what any page can make a browser send. */
final class JsonBodies implements DecoratingHttpServiceFunction {
    @Override
    public HttpResponse serve(HttpService delegate, ServiceRequestContext ctx, HttpRequest req) throws Exception {
        MediaType type = req.contentType();
        boolean understood = type != null && (type.isJson() || type.subtype().startsWith("grpc"));
        if (req.method() == HttpMethod.POST && !understood) {
            return JsonErrors.response(Errors.invalid("Content-Type", "should be application/json").status());
        }
        return delegate.serve(ctx, req);
    }
}
