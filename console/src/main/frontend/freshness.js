// Notices that the facts on the page are not live any more, and gets them back. Vaadin's long polling retries in silence, so
// a page whose master died would look alive. The server stamps every update (once a second at least) on #as-of.
const LOST_MILLIS = 4000;
// The same master as before has the session still, and Vaadin resumes it: a reload, which closes an open dialog, is the last resort.
const RELOAD_MILLIS = 15000;

const ALIVE = new URL('alive', document.baseURI);

let stamp = null;
let since = performance.now();
let probing = false;
// Which start of the master this page came from; a master that was started again has no session to resume.
let origin = null;

function look() {
  const now = performance.now();
  const shown = document.getElementById('as-of')?.dataset.taken ?? null;
  if (shown !== stamp) {
    stamp = shown;
    since = now;
  }
  const lost = stamp !== null && now - since > LOST_MILLIS;
  document.body.toggleAttribute('data-lost', lost);
  if (lost && !probing) {
    probe();
  }
}

async function ask() {
  const answer = await fetch(ALIVE, { cache: 'no-store', signal: AbortSignal.timeout(2000) });
  return answer.ok ? answer.text() : null;
}

async function probe() {
  probing = true;
  try {
    const start = await ask();
    const another = origin !== null && start !== origin;
    if (start !== null && (another || performance.now() - since > RELOAD_MILLIS)) {
      window.location.reload();
    }
  } catch {
    // Still gone: the next look asks again.
  } finally {
    probing = false;
  }
}

async function remember() {
  try {
    origin = await ask();
  } catch {
    // Then only time tells.
  }
}

remember();
setInterval(look, 500);
