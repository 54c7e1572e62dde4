policytrailWords("no",[
["now",[0]]
]);
