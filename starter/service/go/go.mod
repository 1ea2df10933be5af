module github.com/__OWNER__/__SERVICE__

go 1.27

require github.com/jackc/pgx/v5 v5.13.0
