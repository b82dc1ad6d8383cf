/** Runs the user's gh-ost as a program. */
package dev.plangate.checks.ghost.run;
