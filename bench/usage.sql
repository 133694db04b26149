-- The usage report of 2025-07 from the projections, without the status of each subscription.
WITH price(plan, minor) AS (VALUES ('guard', 400), ('exchange', 900), ('core', 250))
SELECT c.id, c.id || '/' || s.number, s.plan, '2025-07', s.mailboxes, printf('%.2f', minor / 100.0),
       printf('%.2f', s.mailboxes * minor / 100.0), s.currency, c.invoicing_group
FROM customer c JOIN subscription s USING (stream) JOIN price USING (plan)
WHERE s.end_on IS NULL OR s.end_on > '2025-07-01'
ORDER BY c.id, s.number;
