policytrailWords("on",[
["on",[0]]
]);
