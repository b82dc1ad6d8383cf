/**
 * The promises, each a class of its own: {@code History -> List<Violation>}. They know the contracts (topics, messages, what
 * grows) and nothing of how Plangate keeps them. A rule never claims an order between topics: none is promised.
 */
package dev.plangate.bench.history.rule;
