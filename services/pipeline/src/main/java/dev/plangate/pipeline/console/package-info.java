/** Client commands: publish documents, follow a plan, tell why its gate is open or closed. They work against any cluster. */
package dev.plangate.pipeline.console;
