policytrailWords("pe",[
["period",[0]]
]);
