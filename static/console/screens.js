/* The page of the screens: kept up by asking for itself again, unless somebody is typing. */
const LOOK = 5000; // ms between two looks

async function look() {
  const here = document.getElementById("screens");
  if (document.hidden || here.contains(document.activeElement)) {
    return; // a button that is about to be pressed stays where it is
  }
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) {
    return; // the session has ended, or the server is away: the links of the page say so when pressed
  }
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("screens");
  if (fresh && fresh.dataset.mark !== here.dataset.mark && !here.contains(document.activeElement)) {
    here.replaceWith(document.adoptNode(fresh));
  }
}

setInterval(() => look().catch(() => undefined), LOOK);
