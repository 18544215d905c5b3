// Notices that the facts on the page are not live any more, and gets them back. Vaadin's long polling retries in silence, so
// a page whose master died would look alive. The server stamps every update (once a second at least) on #as-of.
const LOST_MILLIS = 4000;
// By then Vaadin has had a chance to resume its session; a restarted master has none to resume.
const RELOAD_MILLIS = 7000;

let stamp = null;
let since = performance.now();
let probing = false;

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

async function probe() {
  probing = true;
  try {
    const answer = await fetch(new URL('alive', document.baseURI), {
      cache: 'no-store',
      signal: AbortSignal.timeout(2000)
    });
    if (answer.ok && performance.now() - since > RELOAD_MILLIS) {
      window.location.reload();
    }
  } catch {
    // Still gone: the next look asks again.
  } finally {
    probing = false;
  }
}

setInterval(look, 500);
