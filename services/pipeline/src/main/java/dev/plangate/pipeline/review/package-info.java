/** What the pipeline says about review policies: it knows the names of the rules, and nothing of what they do. */
package dev.plangate.pipeline.review;
