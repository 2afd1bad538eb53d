"use strict";
// Makes the server's map movable. Without this script, or without Leaflet, the drawn map and the lists stay.
{
  const icons = { event: "calendar", place: "pin", point: "door", offer: "pin" };
  const topics = new Set(["housing", "education", "work", "civil", "advice", "health", "everyday", "emergency"]);
  const kinds = new Set(Object.keys(icons));
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const svgSpace = "http://www.w3.org/2000/svg";

  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };

  /// Where the sprite lies: said by the map, or by any icon of the page.
  const spriteOf = (box) => {
    if (box.dataset.icons) return box.dataset.icons;
    const use = document.querySelector("svg.icon use[href]");
    return use ? use.getAttribute("href").split("#")[0] : "";
  };

  const icon = (sprite, name) => {
    const svg = document.createElementNS(svgSpace, "svg");
    svg.setAttribute("class", `icon icon-${name}`);
    svg.setAttribute("aria-hidden", "true");
    const use = document.createElementNS(svgSpace, "use");
    use.setAttribute("href", `${sprite}#${name}`);
    svg.append(use);
    return svg;
  };

  /// An address of this site, or nothing: data never brings another scheme or host.
  const ownAddress = (text) => {
    try {
      const url = new URL(text, location.href);
      return url.origin === location.origin ? url.href : null;
    } catch { return null; }
  };

  const topicOf = ({ topic }) => (topics.has(topic) ? topic : "");
  const kindOf = ({ kind }) => (kinds.has(kind) ? kind : "place");

  const popup = (properties) => {
    const box = element("div", "with-close");
    box.dir = document.documentElement.dir || "ltr";
    const line = element("p");
    const address = properties.url && ownAddress(properties.url);
    const title = element(address ? "a" : "strong", "", String(properties.title || ""));
    title.dir = "auto";
    if (address) title.href = address;
    line.append(title);
    box.append(line);
    if (properties.text) {
      const note = element("p", "muted", String(properties.text));
      note.dir = "auto";
      box.append(note);
    }
    return box;
  };

  const marker = (feature, sprite) => {
    const properties = feature.properties || {};
    const [longitude, latitude] = feature.geometry.coordinates;
    const topic = topicOf(properties);
    const kind = kindOf(properties);
    const made = L.marker([latitude, longitude], {
      title: String(properties.title || ""),
      keyboard: true,
      riseOnHover: true,
      icon: L.divIcon({
        className: `marker kind-${kind}${topic ? ` topic-${topic}` : ""}`,
        html: icon(sprite, (kind === "offer" && topic) || icons[kind]),
        iconSize: [44, 44],
        popupAnchor: [0, -16],
      }),
    });
    made.bindPopup(() => popup(properties), { minWidth: 200, maxWidth: 280 });
    made.on("add", () => {
      const node = made.getElement();
      if (!node) return;
      node.setAttribute("role", "button");
      node.setAttribute("aria-label", String(properties.title || ""));
    });
    // Leaflet opens a marker on Enter; a button also opens on space.
    made.on("keydown", ({ originalEvent }) => {
      if (originalEvent.key !== " ") return;
      originalEvent.preventDefault();
      made.openPopup();
    });
    return made;
  };

  const group = (box) => {
    if (!L.markerClusterGroup) return L.featureGroup();
    const clusters = L.markerClusterGroup({
      animate: !still,
      showCoverageOnHover: false,
      maxClusterRadius: 48,
      spiderfyDistanceMultiplier: 1.6,
      spiderLegPolylineOptions: { weight: 2, color: "#807a70", opacity: 1 },
      iconCreateFunction: (cluster) => {
        const count = String(cluster.getChildCount());
        const face = element("span", "", count);
        if (box.dataset.places) face.append(element("span", "sr-only", ` ${box.dataset.places}`));
        const size = count.length > 1 ? 52 : 44;
        return L.divIcon({ className: "cluster", html: face, iconSize: [size, size] });
      },
    });
    // The plugin opens a cluster on Enter; a button also opens on space.
    clusters.on("clusterkeypress", ({ layer, originalEvent }) => {
      if (!originalEvent || originalEvent.key !== " ") return;
      originalEvent.preventDefault();
      clusters.fire("click", { layer }); // the plugin makes it a clusterclick
      box.focus({ preventScroll: true });
    });
    return clusters;
  };

  const attribution = (map, box) => {
    map.attributionControl.setPrefix(false);
    if (!box.dataset.attribution) return;
    // The control takes HTML; the text comes in escaped.
    map.attributionControl.addAttribution(element("span", "", box.dataset.attribution).outerHTML);
  };

  const number = (text, otherwise) => (text !== undefined && text !== "" && isFinite(text) ? Number(text) : otherwise);

  const start = async (box) => {
    const fallback = [...box.childNodes];
    const giveUp = () => {
      box.classList.add("map-plain");
      box.replaceChildren(...fallback);
    };
    if (!window.L) return giveUp();
    let data;
    try {
      const answer = await fetch(box.dataset.map, { headers: { accept: "application/geo+json, application/json" } });
      if (!answer.ok) return giveUp();
      data = await answer.json();
    } catch { return giveUp(); }

    if (box.dataset.leafletImages) L.Icon.Default.imagePath = box.dataset.leafletImages;
    box.replaceChildren();
    if (box.dataset.label) {
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", box.dataset.label);
    }
    const map = L.map(box, {
      center: [number(box.dataset.centerLat, 51), number(box.dataset.centerLon, 10)],
      zoom: number(box.dataset.zoom, 13),
      maxZoom: number(box.dataset.maxZoom, 18),
      zoomControl: false,
      zoomSnap: box.dataset.tiles ? 1 : .25,
      scrollWheelZoom: false,
      zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still, inertia: !still,
    });
    // The wheel scrolls the page until the map is used; two fingers always move it.
    map.on("focus", () => map.scrollWheelZoom.enable());
    map.on("blur", () => map.scrollWheelZoom.disable());
    map.on("layeradd", ({ layer }) => {
      if (layer.getChildCount && layer.getElement()) layer.getElement().setAttribute("role", "button");
    });
    // Who opens a popup by keyboard goes on inside it, and comes back to its marker.
    let opener;
    map.on("popupopen", ({ popup }) => {
      const node = popup.getElement();
      const close = node.querySelector(".leaflet-popup-close-button");
      if (close && box.dataset.close) {
        close.setAttribute("role", "button");
        close.setAttribute("aria-label", box.dataset.close);
      }
      opener = document.activeElement;
      const link = node.querySelector(".leaflet-popup-content a");
      if (link && opener && opener.classList.contains("marker")) link.focus({ preventScroll: true });
    });
    map.on("popupclose", ({ popup }) => {
      // Without animation the popup is gone already, and the focus with it.
      const active = document.activeElement;
      const isLost = active === document.body || popup.getElement()?.contains(active);
      if (isLost && opener && opener.isConnected) opener.focus({ preventScroll: true });
    });
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") map.closePopup();
    });
    L.control.zoom({
      position: document.documentElement.dir === "rtl" ? "topright" : "topleft",
      zoomInTitle: box.dataset.zoomIn || "+",
      zoomOutTitle: box.dataset.zoomOut || "−",
    }).addTo(map);
    attribution(map, box);
    if (box.dataset.tiles) {
      const [south, west, north, east] = box.dataset.tileBounds.split(",").map(Number);
      map.setMinZoom(9);
      L.tileLayer(box.dataset.tiles, { minZoom: 9, maxZoom: 18, bounds: [[south, west], [north, east]] }).addTo(map);
      box.classList.add("map-tiles");
    }

    const sprite = spriteOf(box);
    const places = group(box);
    const areas = L.featureGroup().addTo(map);
    for (const feature of data.features || []) {
      if (!feature.geometry) continue;
      if (feature.properties && feature.properties.kind === "area") {
        L.geoJSON(feature, { interactive: false, style: { className: "leaflet-area" } }).addTo(areas);
      } else if (feature.geometry.type === "Point") {
        places.addLayer(marker(feature, sprite));
      }
    }
    map.addLayer(places);
    const bounds = places.getBounds();
    const town = areas.getBounds();
    // Without tiles the areas say where one is: all of them stay in sight.
    if (!box.dataset.tiles && town.isValid()) map.fitBounds(town.extend(bounds), { padding: [16, 16], animate: false });
    else if (bounds.isValid() && !("fixed" in box.dataset)) map.fitBounds(bounds, { padding: [40, 40], maxZoom: 16, animate: false });
    else if (!box.dataset.centerLat && town.isValid()) map.fitBounds(town, { animate: false });
  };

  for (const box of document.querySelectorAll(".map[data-map]")) start(box);
}
