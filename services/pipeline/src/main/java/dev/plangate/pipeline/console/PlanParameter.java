package dev.plangate.pipeline.console;

import dev.plangate.contract.PlanName;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A plan on the command line: {@code projects/p/plans/x}, or {@code p/x} for short. */
final class PlanParameter implements ITypeConverter<PlanName> {
    @Override
    public PlanName convert(String text) {
        String[] parts = text.split("/", -1);
        try {
            return parts.length == 2 ? new PlanName(parts[0], parts[1]) : PlanName.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(
                    "%s should be projects/{project}/plans/{plan}, or {project}/{plan} for short".formatted(text));
        }
    }
}
