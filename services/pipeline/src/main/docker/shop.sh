#!/bin/sh
# Sample targets: three regions of a shop, and a role that may read and nothing else.
set -eu
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres -v password="$SHOP_PASSWORD" <<'SQL'
create role plangate_checks login password :'password';
grant pg_read_all_data to plangate_checks;
SQL
for region in eu us asia; do
  psql -v ON_ERROR_STOP=1 -q -U "$POSTGRES_USER" -d postgres -c "create database shop_$region"
  psql -v ON_ERROR_STOP=1 -q -U "$POSTGRES_USER" -d "shop_$region" -f /shop.sql
done
