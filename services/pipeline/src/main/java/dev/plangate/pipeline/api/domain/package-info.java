/** What the API decides: who may do what and how often, what a filter and a page token mean, when a watch is over. Pure. */
package dev.plangate.pipeline.api.domain;
