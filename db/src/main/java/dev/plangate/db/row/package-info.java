/** What the stores take and give: pure records over generated messages, which refuse what no table would accept. */
package dev.plangate.db.row;
