document.getElementById("trouble").textContent = "Convoscope needs a current browser.";
document.getElementById("trouble").hidden = false;
