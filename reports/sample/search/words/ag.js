policytrailWords("ag",[
["agree",[0,1]]
]);
