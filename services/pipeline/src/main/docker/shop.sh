#!/bin/sh
# Sample targets: three regions of a shop, the same as in the demo, and a role with few rights for the checks.
set -eu
run() { psql -v ON_ERROR_STOP=1 -q -U "$POSTGRES_USER" "$@"; }
run -d postgres -f /shop/role.sql
echo "alter role plangate_checks password :'password'" | run -d postgres -v password="$SHOP_PASSWORD"
for region in eu:300000 us:60000 asia:3000; do
  database=shop_${region%%:*}
  run -d postgres -c "create database $database"
  for file in schema rows keys; do
    run -d "$database" -v orders="${region##*:}" -f "/shop/$file.sql"
  done
done
