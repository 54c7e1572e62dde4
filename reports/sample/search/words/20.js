policytrailWords("20",[
["2026",[0]]
]);
