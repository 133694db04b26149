#!/usr/bin/env bash
# A spring at the desk, played on a fresh ledger: examples/month.sh MSP LEDGER
#
# Three vendors, six customers. Each command is printed before it runs; the day is set by
# MSP_TODAY, so the outcome is the same on every day it is played.
set -euo pipefail
msp=$1
export MSP_LEDGER=$2
here=$(dirname "$0")

say() { printf '\n# %s\n' "$*"; }
day() { export MSP_TODAY=$1; printf '\n── %s ──\n' "$1"; }
run() {
  printf '$ msp'
  printf ' %s' "${@@Q}" | sed -E "s#'([A-Za-z0-9_.,:/@={}+-]+)'#\1#g"
  printf '\n'
  "$msp" "$@"
}
agreement=(--accept-terms 2026-01 --country FI)

day 2026-01-02
say 'A new ledger, and the three vendors as catalogs. Loading one twice changes nothing.'
run init --zone Europe/Helsinki --currency EUR --seller-name 'Sample Security Oy' \
  --seller-vat-id FI00000000 --seller-address 'Laituri 1, 00100 Helsinki' \
  --seller-iban FI2112345600000785 --invoice-number '{year}-{n:5}'
for vendor in dfence exchangedefender defensx; do run catalog load "$here/catalogs/$vendor.toml"; done
run catalog list -f table

day 2026-01-05
say 'D-Fence: three trials come in by form and mail. The quote and the sales rep are part of each.'
run order acme --plan guard --mailboxes 25 --trial --sales-rep rep@partner.example \
  --monthly-total 100.00 --name 'Acme Oy' --contact-email it@acme.example \
  --billing-address 'Katu 1, 00100 Helsinki' "${agreement[@]}" --partner 'Partner Oy' \
  --channel form --ref form-101 --requested-by 'Rita Rep'
run order birch --plan guard --mailboxes 10 --trial --sales-rep rep@partner.example \
  --monthly-total 40.00 --name 'Birch Ky' --contact-email it@birch.example \
  --billing-address 'Tie 2, 33100 Tampere' "${agreement[@]}" --channel mail --ref mail-102
run order cedar --plan guard --mailboxes 5 --trial --sales-rep rep@partner.example \
  --monthly-total 20.00 --name 'Cedar Oy' --contact-email it@cedar.example \
  --billing-address 'Polku 3, 20100 Turku' "${agreement[@]}" --own-mail-server mail.cedar.example \
  --channel phone --ref call-103

say 'On the way to a connected service. Cedar runs its own mail server: first things first.'
run order step cedar firewall-opened --ref mail-104
run order step cedar server-tested --ref mail-104
run order step cedar mx-requested --ref mail-105

day 2026-01-10
run order list -f table
run order step acme connected --group 15 --ref mail-106
run order step birch connected --group 15 --ref mail-107
run order step cedar connected --group 30 --ref mail-108 --override 'the DNS says so already'
run trial list -f table

day 2026-02-20
say 'Birch says yes in the month of decision, and Cedar says no. Nobody hears from Acme.'
run trial convert birch --group 15 --ref mail-120
run trial decline cedar --ref mail-121 --reason 'stays with the old filter'

day 2026-03-10
say 'ExchangeDefender: a bulk of 40 mailboxes, and a trial that is cancelled before the 1st.'
run order harbor --plan exchange --mailboxes 40 --name 'Harbor Inc' --contact-email it@harbor.example \
  --billing-address '1 Pier, Miami FL' --accept-terms 2026-01 --country US --ref form-130
run order island --plan exchange --mailboxes 3 --trial --name 'Island LLC' \
  --contact-email it@island.example --billing-address '2 Bay, Tampa FL' --accept-terms 2026-01 \
  --country US --ref form-131
say 'DefensX: a trial of Core, made active by hand.'
run catalog diff core core-plus -f table
run order jetty --plan core --trial --name 'Jetty Oy' --contact-email it@jetty.example \
  --billing-address 'Satama 4, 48100 Kotka' "${agreement[@]}" --ref form-132

day 2026-03-15
say 'The 15th. What would be billed? Then for real; a second run does nothing.'
run invoice run --group 15 --dry-run -f table
run invoice run --group 15 -f table
run invoice run --group 15
run invoice show 2026-00001 -f table
run invoice explain 2026-00001 -f table --columns line,step,amount,event,ref,what

day 2026-03-31
run subscription cancel island/1 --ref mail-140
run trial convert jetty --ref mail-141
say 'The 30th was yesterday: a missed run catches up. Nobody is left in that group.'
run invoice run --group 30

day 2026-04-01
say 'Mailboxes change by mail; the count on the last day of the period is what is billed.'
run mailbox set acme 40 --ref mail-150 --requested-by it@acme.example
run mailbox set birch 12 --effective 2026-04-10 --ref mail-151
run invoice run --group 1 -f table
say 'Wrong on purpose: this plan bills activity, there is no count to set.'
run mailbox set jetty 5 --ref mail-152 || printf '(exit %d)\n' $?

day 2026-04-15
run invoice run --group 15 -f table
run invoice list -f table

day 2026-05-20
say 'Acme leaves: with less than a year of tenure its notice is one month.'
run invoice run -f table
run customer deactivate acme --ref mail-160 --reason 'moves its mail elsewhere'
run customer show acme -f table

day 2026-07-15
say 'The last invoices: Acme pays by the day until its notice ends.'
run invoice run -f table
run customer history acme -f table --columns seq,effective_on,what,old,new,ref
run report usage --month 2026-04 -f table
run report usage --month 2026-04 -f csv

say 'Two years later somebody asks whether all of this is still what was recorded.'
run ledger verify
