policytrailWords("by",[
["by",[0,1]]
]);
