create role plangate_checks login connection limit 60;
alter role plangate_checks set default_transaction_read_only = on;
alter role plangate_checks set statement_timeout = '30s';
