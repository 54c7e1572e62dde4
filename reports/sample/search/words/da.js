policytrailWords("da",[
["days",[0]]
]);
