policytrailWords("pa",[
["page",[0]]
]);
