-- What the invoice run of 2025-08-01 bills on a ledger of msp-generate, as one would ask SQL for it:
-- the count that holds on the day each period is billed by (window over all counts ever said), times
-- the price, less what is billed. Only the newest period billed and the next are looked at; tax,
-- documents and numbers are left out.
WITH price(plan, minor) AS (VALUES ('guard', 400), ('exchange', 900)),
said AS (
  SELECT stream, seq, effective_on, payload ->> '$.subscription' AS subscription,
         payload ->> '$.mailboxes' AS mailboxes
  FROM event WHERE type IN ('mailbox_count_set', 'subscription_ordered')),
counts AS (
  SELECT stream, subscription, mailboxes, effective_on AS from_on,
         lead(effective_on, 1, '9999-12-31') OVER (
           PARTITION BY stream, subscription ORDER BY effective_on, seq) AS until_on
  FROM said),
billed AS (
  SELECT stream, subscription, start_on, max(end_on) AS end_on, sum(net) AS net,
         row_number() OVER (PARTITION BY stream, subscription ORDER BY start_on DESC) AS nth
  FROM invoice_line WHERE component = 'recurring' GROUP BY stream, subscription, start_on),
period AS (
  SELECT stream, subscription, start_on, end_on, net FROM billed WHERE nth = 1
  UNION ALL
  SELECT stream, subscription, end_on, date(end_on, '+1 month'), 0 FROM billed WHERE nth = 1),
due AS (
  SELECT p.*, s.currency, minor,
         iif(s.plan = 'guard', date(p.end_on, '-1 day'), p.start_on) AS counted_on
  FROM period p JOIN subscription s ON s.stream = p.stream AND s.number = p.subscription
  JOIN price USING (plan)
  WHERE iif(s.plan = 'guard', p.end_on, p.start_on) <= '2025-08-01')
SELECT currency, sum(mailboxes * minor - net)
FROM due JOIN counts USING (stream, subscription)
WHERE counted_on >= from_on AND counted_on < until_on
GROUP BY currency ORDER BY currency;
