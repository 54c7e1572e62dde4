policytrailWords("li",[
["licence",[0]]
]);
