policytrailWords("tr",[
["training",[0]]
]);
