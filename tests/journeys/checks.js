// Looks at the page as it stands and returns lists of faults; run by checks.py.
() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const missing = (id) => id && id !== "top" && !document.getElementById(id);

  const fragments = all('a[href*="#"]')
    .filter((a) => a.href.split("#")[0] === location.href.split("#")[0])
    .map((a) => decodeURIComponent(a.hash.slice(1)))
    .filter(missing);

  const references = ["for", "aria-labelledby", "aria-describedby", "aria-controls"].flatMap((name) =>
    all(`[${name}]`).flatMap((element) =>
      element.getAttribute(name).split(/\s+/).filter(missing).map((id) => `${name}=${id}`),
    ),
  );

  const times = {};
  all("[id]").forEach((element) => (times[element.id] = (times[element.id] || 0) + 1));
  const twice = Object.keys(times).filter((id) => times[id] > 1);

  const root = document.documentElement;
  const scrolls = (element) => ["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(element).overflowX);
  const held = (element) => {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
      if (scrolls(up)) return true;
    }
    return false;
  };
  const spill = root.scrollWidth <= root.clientWidth ? [] : [`${root.scrollWidth} wide`].concat(
    all("body *")
      .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1 && !held(element))
      .slice(0, 5)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`),
  );

  const resources = performance.getEntriesByType("resource").map((entry) => entry.name);
  return { fragments, references, twice, spill, resources };
}
