/**
 * Webhooks: tells people by CloudEvents over HTTP what becomes of plans. Reads the topics of outcomes into deliveries, one for
 * each event and webhook, and sends them, signed, at least once.
 */
package dev.plangate.pipeline.webhooks;
