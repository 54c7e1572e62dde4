policytrailWords("ju",[
["june",[0]]
]);
