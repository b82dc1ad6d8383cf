/** Plans, projects and the rest as people write them, YAML or JSON, with every mistake at its place. Pure. */
package dev.plangate.pipeline.console.document;
