-- A move of everything into this database that has begun and is not finished: its one row says from where, and, as JSON, how
-- many rows of each table have been written.
create table moves (
  id integer primary key,
  source text not null,
  progress text not null
);
