//! Quoted numbers as bars.

use yew::prelude::*;

use crate::app::lessons::Chart;

/// The bars, the longest across all the room.
pub fn chart(chart: &Chart) -> Html {
    let (longest, [names, lengths]) = (chart.longest().max(f64::MIN_POSITIVE), &chart.heads);
    html! {
        <main class="lesson-chart" data-testid="lesson-chart">
            <table>
                <thead><tr><th scope="col">{ names }</th><th scope="col">{ lengths }</th></tr></thead>
                <tbody>
                    { for chart.bars.iter().map(|(name, length)| html! {
                        <tr>
                            <th scope="row">{ name }</th>
                            <td><i ~style={format!("width:{}%", 90.0 * length / longest)}></i><b>{ length.to_string() }</b></td>
                        </tr>
                    }) }
                </tbody>
            </table>
        </main>
    }
}
