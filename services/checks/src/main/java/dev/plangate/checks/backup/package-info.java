/** Whether the rows that a sheet changes can be saved before. Pure. */
package dev.plangate.checks.backup;
