policytrailWords("24",[
["24",[0]]
]);
