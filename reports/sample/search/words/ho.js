policytrailWords("ho",[
["home",[0]]
]);
