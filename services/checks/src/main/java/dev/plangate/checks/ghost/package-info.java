/** Whether gh-ost could run a sheet: its directive, its flags, what a server must be like, how gh-ost is called. Pure, but for {@code ghost.run}. */
package dev.plangate.checks.ghost;
