policytrailWords("ke",[
["keeps",[0]]
]);
