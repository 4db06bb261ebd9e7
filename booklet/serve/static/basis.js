// What all pages share: whoever can run scripts, sees what needs them.
document.documentElement.classList.add("js");
