// Answers for the pages under /learn/ when the academy cannot be reached. It keeps nothing by itself: the
// pages put copies without anybody in them into these stores, and signing out empties them.
const LESSONS = 'academy-lessons'
const FRAME = 'academy-frame'
const LIST = '/learn/kept/'
const PATIENCE = 6000

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', event => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (request.mode === 'navigate') event.respondWith(page(request, url.pathname))
  else if (/^\/(static|media)\//.test(url.pathname)) event.respondWith(thing(request))
})

async function kept (path) {
  return await (await caches.open(LESSONS)).match(path) || (await caches.open(FRAME)).match(path)
}

// A lesson that is kept waits a few seconds for the academy; any other page as long as it takes.
async function page (request, path) {
  const copy = await kept(path)
  try {
    const answer = fetch(request)
    if (!copy || path === LIST) return await answer
    return await Promise.race([answer, new Promise((resolve, reject) => setTimeout(reject, PATIENCE))])
  } catch {
    return copy || await kept(LIST) || Response.error()
  }
}

async function thing (request) {
  return await caches.match(request) || fetch(request)
}
