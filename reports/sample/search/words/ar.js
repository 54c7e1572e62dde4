policytrailWords("ar",[
["arbitration",[0,1]]
]);
