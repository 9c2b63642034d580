import type { Page } from 'playwright';

/**
 * A page without the app, which does the same as the app with as little work as possible. Its button opens a list of 350 rows of
 * plain text, of which it renders the rows near the visible ones, as the app's list does. It shows reactions and raised hands as
 * plain text, and videos that come over peer connections in the page, as those of the emulator's bots do.
 */
const floorHtml = `<!doctype html><style>
  body { margin: 0; display: grid; grid-template-columns: 1fr auto; height: 900px }
  aside { width: 320px; overflow-y: auto }
  ul { position: relative; height: ${350 * 44}px; margin: 0; padding: 0 }
  li { position: absolute; inset-inline: 0; height: 44px; list-style: none }
</style><main><button id="open">Open</button><button id="close">Close</button>
<div id="videos"></div><div id="reactions" role="status"></div></main><script>
const rows = new Map();
let aside = null;
function renderRows() {
  const first = Math.max(0, Math.floor(aside.scrollTop / 44) - 6);
  const end = Math.min(350, Math.ceil((aside.scrollTop + aside.clientHeight) / 44) + 6);
  for (const [index, row] of rows) if ((index < first || index >= end) && rows.delete(index)) row.remove();
  for (let index = first; index < end; index += 1) {
    if (rows.has(index)) continue;
    const row = document.createElement('li');
    row.style.top = index * 44 + 'px';
    row.textContent = 'Participant ' + index;
    rows.set(index, row);
    aside.firstElementChild.append(row);
  }
}
document.getElementById('open').onclick = () => {
  aside = document.createElement('aside');
  aside.innerHTML = '<ul aria-label="Plain list"></ul>';
  aside.onscroll = renderRows;
  document.body.append(aside);
  renderRows();
};
document.getElementById('close').onclick = () => { rows.clear(); aside.remove(); };
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
async function repeat(ms, everyMs, act) {
  const timer = setInterval(act, everyMs);
  await wait(ms);
  clearInterval(timer);
}
window.showReactions = (ms, everyMs) => repeat(ms, everyMs, () => {
  const line = document.createElement('div');
  line.textContent = 'Participant: Like';
  document.getElementById('reactions').append(line);
  if (line.parentElement.childElementCount > 5) line.parentElement.firstElementChild.remove();
  setTimeout(() => line.remove(), 4000);
});
window.raiseHands = (ms, everyMs) => repeat(ms, everyMs, () => {
  const [row] = rows.values();
  if (row) row.dataset.hand = row.dataset.hand === 'up' ? 'down' : 'up';
});
window.startVideo = async () => {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: 320, height: 180 });
  const context = canvas.getContext('2d');
  setInterval(() => {
    context.fillStyle = '#1b3a57';
    context.fillRect(0, 0, 320, 180);
    context.fillStyle = '#ffb900';
    context.fillRect((performance.now() / 10) % 300, 80, 20, 20);
  }, 1000 / 15);
  const [sender, receiver] = [new RTCPeerConnection(), new RTCPeerConnection()];
  sender.onicecandidate = ({ candidate }) => receiver.addIceCandidate(candidate);
  receiver.onicecandidate = ({ candidate }) => sender.addIceCandidate(candidate);
  const video = Object.assign(document.createElement('video'), { autoplay: true, muted: true, width: 240 });
  receiver.ontrack = ({ track }) => { video.srcObject = new MediaStream([track]); };
  document.getElementById('videos').append(video);
  sender.addTrack(canvas.captureStream(15).getVideoTracks()[0]);
  await sender.setLocalDescription();
  await receiver.setRemoteDescription(sender.localDescription);
  await receiver.setLocalDescription();
  await sender.setRemoteDescription(receiver.localDescription);
};
</script>`;

export const openFloorPage = (page: Page): Promise<void> => page.setContent(floorHtml);
