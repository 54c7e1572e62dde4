-- What is to be told, once for each watch rule and target. The target names where the address is kept
-- (`env:NAME` or `block:NAME`) and is never the address. Rows are added and never altered.
CREATE TABLE alert (
    alert_id VARCHAR PRIMARY KEY,
    rule VARCHAR NOT NULL,
    target VARCHAR NOT NULL,
    about VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    not_before TIMESTAMPTZ NOT NULL,
    not_after TIMESTAMPTZ NOT NULL,
    due_at TIMESTAMPTZ NOT NULL,
    subject VARCHAR NOT NULL,
    text VARCHAR NOT NULL
);

-- What became of the messages that carried an alert: `begin` before one leaves, `end` when its
-- receiver has answered. A begin without an end is a doubt, and the alert is sent again.
CREATE TABLE delivery (
    message_id VARCHAR NOT NULL,
    alert_id VARCHAR NOT NULL,
    noted_at TIMESTAMPTZ NOT NULL,
    step VARCHAR NOT NULL,
    fault VARCHAR NOT NULL DEFAULT ''
);

-- The alerts that are not known to have arrived, with how often they failed and how the last time.
CREATE VIEW waiting_alert AS
SELECT
    alert.*,
    count(*) FILTER (delivery.step = 'end') AS failures,
    max(delivery.noted_at) FILTER (delivery.step = 'begin') AS tried_at,
    coalesce(max_by(delivery.fault, delivery.noted_at) FILTER (delivery.step = 'end'), '') AS fault
FROM alert
LEFT JOIN delivery USING (alert_id)
GROUP BY ALL
HAVING count(*) FILTER (delivery.step = 'end' AND delivery.fault = '') = 0;
