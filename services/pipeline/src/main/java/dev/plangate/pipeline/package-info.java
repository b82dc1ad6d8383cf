/** The program: its command line, and how services are put together. */
package dev.plangate.pipeline;
