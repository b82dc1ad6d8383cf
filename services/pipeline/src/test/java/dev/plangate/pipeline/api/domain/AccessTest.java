package dev.plangate.pipeline.api.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import dev.plangate.v1.CreateRolloutRequest;
import dev.plangate.v1.GetGateStatusRequest;
import dev.plangate.v1.ListRolloutsRequest;
import dev.plangate.v1.PlanCheckServiceOuterClass;
import dev.plangate.v1.RolloutRequest;
import dev.plangate.v1.RunPlanChecksRequest;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private static final Message RUN = RunPlanChecksRequest.newBuilder().setName("projects/shop/plans/x").build();
    private static final Message SEE = GetGateStatusRequest.newBuilder().setName("projects/shop/plans/x/gateStatus")
            .build();
    private static final Message ALL = ListRolloutsRequest.newBuilder().setParent("projects/-/plans/-").build();
    private static final CreateRolloutRequest CREATE = CreateRolloutRequest.newBuilder()
            .setParent("projects/shop/plans/x").build();
    private static final Message OVERRIDE = CREATE.toBuilder()
            .setOverride(RolloutRequest.Override.getDefaultInstance()).build();

    @Test
    void rolesIncludeThoseBelow() {
        assertThat(may("viewer", SEE)).isTrue();
        assertThat(may("viewer", RUN)).isFalse();
        assertThat(may("viewer", CREATE)).isFalse();
        assertThat(may("operator", SEE)).isTrue();
        assertThat(may("operator", RUN)).isTrue();
        assertThat(may("operator", CREATE)).isTrue();
        assertThat(may("operator", OVERRIDE)).isFalse();
        assertThat(may("admin", OVERRIDE)).isTrue();
    }

    @Test
    void aRoleForOneProjectIsNoneForOthersNorForAll() {
        assertThat(may("admin@projects/shop", OVERRIDE)).isTrue();
        assertThat(may("admin@projects/shop", ALL)).isFalse();
        assertThat(may("admin@projects/other", SEE)).isFalse();
        assertThat(may("viewer", ALL)).isTrue();
        assertThat(new Caller("nobody", Set.of()).may(need(SEE))).isFalse();
    }

    @Test
    void aPlanIsOfTheProjectThatItNames() {
        assertThat(need(RUN)).isEqualTo(new Need(Role.OPERATOR, Optional.of("projects/shop")));
        assertThatThrownBy(() -> need(RunPlanChecksRequest.newBuilder().setName("plans/x").build()))
                .isInstanceOf(InvalidField.class);
    }

    /** A method that is added and forgotten here could be called by nobody; this test tells it before. */
    @Test
    void everyMethodHasItsRole() {
        PlanCheckServiceOuterClass.getDescriptor().findServiceByName("PlanCheckService").getMethods().forEach(
                method -> {
                    var field = Optional.ofNullable(method.getInputType().findFieldByName("name"))
                            .orElseGet(() -> method.getInputType().findFieldByName("parent"));
                    assertThat(Access.of(typed(method.getInputType().getName(), field.getName())))
                            .as(method.getName()).isPresent();
                });
    }

    @Test
    void whatIsNotKnownNobodyMayAsk() {
        assertThat(Access.of(DynamicMessage.getDefaultInstance(RolloutRequest.getDescriptor()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "owner", "Viewer", "viewer@shop", "viewer@projects/", "viewer@projects/Shop",
            "viewer@projects/-", "viewer projects/shop"})
    void otherRolesAreRefused(String text) {
        assertThatThrownBy(() -> Grant.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("viewer, operator, admin");
    }

    private static boolean may(String role, Message request) {
        return new Caller("someone", Set.of(Grant.parse(role))).may(need(request));
    }

    private static Need need(Message request) {
        return Access.of(request).orElseThrow();
    }

    private static Message typed(String type, String field) {
        try {
            Message empty = (Message) Class.forName("dev.plangate.v1." + type).getMethod("getDefaultInstance")
                    .invoke(null);
            return empty.toBuilder().setField(empty.getDescriptorForType().findFieldByName(field),
                    "projects/shop/plans/x").build();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type, e);
        }
    }
}
