// A drawing context that writes SVG: just the part of the canvas interface that the map uses.
(function () {
  "use strict";
  const E = window.evacmap;
  const short = (n) => String(Math.round(n * 100) / 100);
  const STYLE = ["fillStyle", "strokeStyle", "lineWidth", "lineCap", "lineJoin", "globalAlpha", "font", "textAlign", "textBaseline"];

  E.SvgContext = class {
    constructor(width, height) {
      Object.assign(this, {
        width, height, out: [], defs: [], path: "", dash: [], matrix: [1, 0, 0, 1, 0, 0], stack: [], groups: 0,
        fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, lineCap: "butt", lineJoin: "miter",
        globalAlpha: 1, font: "10px sans-serif", textAlign: "left", textBaseline: "alphabetic",
      });
      this.ruler = document.createElement("canvas").getContext("2d");
    }

    save() {
      const kept = { matrix: this.matrix.slice(), dash: this.dash, groups: this.groups };
      for (const name of STYLE) kept[name] = this[name];
      this.stack.push(kept);
    }

    restore() {
      const kept = this.stack.pop();
      while (this.groups > kept.groups) {
        this.out.push("</g>");
        this.groups--;
      }
      Object.assign(this, kept);
    }

    translate(x, y) {
      const m = this.matrix;
      m[4] += m[0] * x + m[2] * y;
      m[5] += m[1] * x + m[3] * y;
    }

    rotate(angle) {
      const [a, b, c, d] = this.matrix;
      const cos = Math.cos(angle);
      const sin = Math.sin(angle);
      this.matrix.splice(0, 4, a * cos + c * sin, b * cos + d * sin, c * cos - a * sin, d * cos - b * sin);
    }

    scale(x, y) {
      this.matrix[0] *= x;
      this.matrix[1] *= x;
      this.matrix[2] *= y;
      this.matrix[3] *= y;
    }

    at(x, y) {
      const [a, b, c, d, e, f] = this.matrix;
      return `${short(a * x + c * y + e)} ${short(b * x + d * y + f)}`;
    }

    beginPath() { this.path = ""; }
    moveTo(x, y) { this.path += `M${this.at(x, y)}`; }
    lineTo(x, y) { this.path += `${this.path ? "L" : "M"}${this.at(x, y)}`; }
    quadraticCurveTo(cx, cy, x, y) { this.path += `Q${this.at(cx, cy)} ${this.at(x, y)}`; }
    closePath() { this.path += "Z"; }

    rect(x, y, w, h) {
      this.path += `M${this.at(x, y)}L${this.at(x + w, y)}L${this.at(x + w, y + h)}L${this.at(x, y + h)}Z`;
    }

    // Only whole circles are ever drawn.
    arc(x, y, radius) {
      const r = short(radius * Math.hypot(this.matrix[0], this.matrix[1]));
      this.path += `M${this.at(x - radius, y)}A${r} ${r} 0 1 1 ${this.at(x + radius, y)}A${r} ${r} 0 1 1 ${this.at(x - radius, y)}Z`;
    }

    setLineDash(dash) { this.dash = dash; }
    measureText(text) {
      this.ruler.font = this.font;
      return this.ruler.measureText(text);
    }

    paint(style) {
      if (typeof style === "string") return style;
      const id = `shade${this.defs.length}`;
      const stops = style.stops.map(([at, colour]) => `<stop offset="${at}" stop-color="${colour}"/>`).join("");
      this.defs.push(`<radialGradient id="${id}" gradientUnits="userSpaceOnUse" cx="${short(style.x)}" cy="${short(style.y)}" r="${short(style.r)}">${stops}</radialGradient>`);
      return `url(#${id})`;
    }

    createRadialGradient(x0, y0, r0, x, y, r) {
      const stops = [];
      return { x, y, r, stops, addColorStop: (at, colour) => stops.push([at, colour]) };
    }

    alpha() { return this.globalAlpha < 1 ? ` opacity="${this.globalAlpha}"` : ""; }

    fill(rule) {
      const even = rule === "evenodd" ? ' fill-rule="evenodd"' : "";
      this.out.push(`<path d="${this.path}" fill="${this.paint(this.fillStyle)}"${even}${this.alpha()}/>`);
    }

    fillRect(x, y, w, h) {
      this.out.push(`<rect x="${short(x)}" y="${short(y)}" width="${short(w)}" height="${short(h)}" fill="${this.paint(this.fillStyle)}"${this.alpha()}/>`);
    }

    fillPathData(data) {
      const [a, b, c, d, e, f] = this.matrix.map(short);
      this.out.push(`<path d="${data}" transform="matrix(${a} ${b} ${c} ${d} ${e} ${f})" fill="${this.paint(this.fillStyle)}" fill-rule="evenodd"/>`);
    }

    stroke() {
      if (!this.path) return;
      const dash = this.dash.length ? ` stroke-dasharray="${this.dash.map(short).join(" ")}"` : "";
      this.out.push(`<path d="${this.path}" fill="none" stroke="${this.strokeStyle}" stroke-width="${short(this.lineWidth)}" stroke-linecap="${this.lineCap}" stroke-linejoin="${this.lineJoin}"${dash}${this.alpha()}/>`);
    }

    clip() {
      const id = `clip${this.defs.length}`;
      this.defs.push(`<clipPath id="${id}"><path d="${this.path}"/></clipPath>`);
      this.out.push(`<g clip-path="url(#${id})">`);
      this.groups++;
    }

    words(text, x, y, paint) {
      const anchor = { left: "start", center: "middle", right: "end" }[this.textAlign];
      const base = this.textBaseline === "middle" ? ' dominant-baseline="central"' : "";
      const [, style, weight, size] = /^(italic )?(\d+) ([\d.]+)px/.exec(this.font) || [null, "", "400", "12"];
      const [px, py] = this.at(x, y).split(" ");
      const slant = style ? ' font-style="italic"' : "";
      this.out.push(`<text x="${px}" y="${py}" direction="ltr" text-anchor="${anchor}"${base} font-family="${E.xml(E.fontFamily)}" font-size="${size}" font-weight="${weight}"${slant} ${paint}>${E.xml(text)}</text>`);
    }

    fillText(text, x, y) { this.words(text, x, y, `fill="${this.fillStyle}"`); }
    strokeText(text, x, y) {
      this.words(text, x, y, `fill="none" stroke="${this.strokeStyle}" stroke-width="${this.lineWidth}" stroke-linejoin="round"`);
    }

    text(title) {
      return `<svg xmlns="http://www.w3.org/2000/svg" width="${this.width}" height="${this.height}" viewBox="0 0 ${this.width} ${this.height}" role="img"><title>${E.xml(title)}</title><defs>${this.defs.join("")}</defs>\n${this.out.join("\n")}\n</svg>\n`;
    }
  };
})();
