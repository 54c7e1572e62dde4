policytrailSearch({"kinds": ["Service", "Policy", "Change", "Provision"], "services": ["aurora", "brook"], "prefixes": ["10", "11", "12", "16", "2", "20", "23", "24", "25", "30", "41", "52", "a", "ag", "ai", "al", "an", "ar", "at", "au", "bi", "br", "by", "ch", "cl", "co", "da", "ed", "fo", "fr", "fu", "ho", "im", "in", "is", "ju", "ke", "la", "li", "ma", "mo", "no", "of", "on", "pa", "pe", "po", "pr", "re", "ri", "se", "sp", "su", "te", "th", "to", "tr", "up", "vi", "yo"]},[
[1,"Aurora Images Terms of Service","","sources/aurora-terms.html","https://aurora.example/legal/terms"],
[1,"Aurora Images Privacy Policy","","sources/aurora-privacy.html","https://aurora.example/legal/privacy"],
[0,"Aurora Images","","services/aurora.html",""],
[1,"Brook Mail Terms of Service","","sources/brook-terms.html","https://aurora.example/legal/terms"],
[1,"Brook Mail Privacy Policy","","sources/brook-privacy.html","https://aurora.example/legal/privacy"],
[0,"Brook Mail","","services/brook.html",""]
]);
