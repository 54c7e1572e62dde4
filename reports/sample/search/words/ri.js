policytrailWords("ri",[
["right",[0]]
]);
