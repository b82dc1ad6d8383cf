-- The sample database "shop". Keys and indexes come after the rows: that is faster.
create table customers (
    id bigint generated always as identity,
    email text not null,
    name text not null,
    created_at timestamptz not null
);
create table products (
    id bigint generated always as identity,
    sku varchar(20) not null,
    title text not null,
    price_cents integer not null
);
create table orders (
    id bigint generated always as identity,
    customer_id bigint not null,
    status text not null,
    total_cents integer not null,
    created_at timestamptz not null
);
create table order_items (
    order_id bigint not null,
    line integer not null,
    product_id bigint not null,
    quantity integer not null
);
create table payments (
    id bigint generated always as identity,
    order_id bigint not null,
    provider text not null,
    amount_cents integer not null,
    paid_at timestamptz not null
);
