-- Rows for "shop": :orders orders, and the other tables in proportion. The same rows every time.
insert into customers (email, name, created_at)
select 'customer' || n || '@shop.example', 'Customer ' || n, timestamptz '2024-01-01' + n * interval '7 minutes'
from generate_series(1, greatest(:orders / 8, 10)) n;

insert into products (sku, title, price_cents)
select 'SKU-' || lpad(n::text, 6, '0'), 'Product ' || n, 100 + n * 37 % 20000
from generate_series(1, 2000) n;

insert into orders (customer_id, status, total_cents, created_at)
select 1 + n::bigint * 7919 % greatest(:orders / 8, 10), (array['new', 'paid', 'sent', 'done'])[1 + n % 4], 500 + n * 31 % 50000,
       timestamptz '2025-01-01' + n * interval '90 seconds'
from generate_series(1, :orders) n;

insert into order_items (order_id, line, product_id, quantity)
select n, line, 1 + (n * 31 + line * 17) % 2000, 1 + n % 5
from generate_series(1, :orders) n, generate_series(1, 1 + n % 2) line;

insert into payments (order_id, provider, amount_cents, paid_at)
select n, case when n % 3 = 0 then 'bank' else 'card' end, 500 + n * 31 % 50000, timestamptz '2025-01-02' + n * interval '90 seconds'
from generate_series(1, :orders, 2) n;
