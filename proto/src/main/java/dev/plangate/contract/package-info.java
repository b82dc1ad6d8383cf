/**
 * The contract of Plangate: its topics, their keys and values, and how values are written. An upstream service depends on
 * this module alone:
 *
 * <pre>{@code
 * try (var registry = SchemaRegistry.connect("http://registry:8081", Map.of());
 *         var producer = new KafkaProducer<>(config, new StringSerializer(), ProtobufSerde.of(Topics.PLANS, registry))) {
 *     Plan plan = Plan.newBuilder().setName(new PlanName("shop", "1024").toString()).setRevision(1) // and so on
 *             .build();
 *     List<String> mistakes = Validation.violations(plan); // what Plangate would refuse
 *     producer.send(new ProducerRecord<>(Topics.PLANS.name(), plan.getName(), plan));
 * }
 * }</pre>
 */
package dev.plangate.contract;
