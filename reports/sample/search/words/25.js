policytrailWords("25",[
["25",[0]]
]);
