// The kinds of elements on the page and the order of its headings: what axe could tell it from another by.
() => {
  const named = (element) => `${element.tagName}.${element.getAttribute("class") || ""}`;
  const says = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const kinds = new Set();
  for (const element of document.querySelectorAll("body, body *")) {
    const attributes = [...element.attributes]
      .map((one) => (["role", "type", "aria-current", "aria-expanded"].includes(one.name) ? `${one.name}=${one.value}` : one.name))
      .sort();
    const above = element.parentElement ? named(element.parentElement) : "";
    kinds.add([above, named(element), attributes.join(" "), says(element), element.matches(":disabled")].join("|"));
  }
  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((one) => one.tagName);
  const order = headings.filter((level, place) => level !== headings[place - 1]);
  return [...[...kinds].sort(), order.join(" ")].join("\n");
}
